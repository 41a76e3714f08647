// One direction of a Gaussian blur.
uniform sampler2D source;
uniform vec2 step_uv;    // one standard deviation, half a step between taps

in vec2 v_clip;
out vec2 blurred;

void main() {
    vec2 uv = v_clip * 0.5 + 0.5;
    vec2 sum = texture(source, uv).rg;
    float weight = 1.0;
    for (int i = 1; i <= 6; i++) {
        float w = exp(-0.5 * float(i * i) * 0.16);
        vec2 off = step_uv * (float(i) * 0.4);
        sum += w * (texture(source, uv + off).rg + texture(source, uv - off).rg);
        weight += 2.0 * w;
    }
    blurred = sum / weight;
}
