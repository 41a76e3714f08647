// A hazy morning: a pale horizon, soft green ground, blue overhead. Linear radiance.
vec3 sky_radiance(vec3 direction) {
    float up = direction.y;
    vec3 sky = mix(vec3(1.00, 1.00, 0.97), vec3(0.30, 0.52, 0.92), smoothstep(0.0, 0.75, up)) * 1.7;
    float hills = 0.035 + 0.02 * sin(direction.x * 7.0 + direction.z * 5.0) + 0.012 * sin(direction.x * 17.0 - direction.z * 11.0);
    vec3 trees = vec3(0.56, 0.66, 0.50);
    vec3 ground = mix(vec3(0.78, 0.82, 0.62), vec3(0.56, 0.62, 0.44), smoothstep(0.0, -0.5, up));
    vec3 below = mix(ground, trees, smoothstep(-0.08, 0.02, up));
    return mix(below, sky, smoothstep(hills - 0.02, hills + 0.02, up));
}

vec3 studio_radiance(vec2 clip) {
    float r = length(clip * vec2(0.75, 0.9) - vec2(0.0, 0.1));
    return mix(vec3(0.86, 0.87, 0.88), vec3(0.62, 0.64, 0.67), smoothstep(0.1, 1.35, r));
}
