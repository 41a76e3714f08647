// Keeps colours as they are up to `knee` and rolls brighter light off towards white, so that a finish looks like its
// swatch. Channels that run over bleed a little into the others, as film does, so bright colours do not turn to neon.
vec3 tone_mapped(vec3 light) {
    const float knee = 0.70;
    float peak = max(light.r, max(light.g, light.b));
    float over = max(peak - knee, 0.0);
    float rolled = knee + (1.0 - knee) * (1.0 - exp(-over / (1.0 - knee)));
    float scale = peak > knee ? rolled / peak : 1.0;
    vec3 kept = light * scale;
    float whiter = 1.0 - 1.0 / (0.18 * over + 1.0);
    return mix(kept, vec3(rolled), whiter);
}

vec3 srgb_encoded(vec3 light) {
    vec3 low = light * 12.92;
    vec3 high = 1.055 * pow(max(light, vec3(0.0031308)), vec3(1.0 / 2.4)) - 0.055;
    return mix(high, low, lessThan(light, vec3(0.0031308)));
}
