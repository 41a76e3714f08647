in vec3 world_normal;
in vec4 color;
in float shading;

out vec4 out_color;

const vec3 TO_LIGHT = vec3(0.35, 0.87, 0.35);

void main() {
    float lit = 0.45 + 0.55 * max(dot(normalize(world_normal), TO_LIGHT), 0.0);
    out_color = vec4(color.rgb * mix(1.0, lit, shading), color.a);
}
