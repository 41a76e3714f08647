// Hands, rays, rings: unit meshes, one matrix and colour an instance.
in vec3 in_position;
in vec3 in_normal;
in vec4 in_row_x;
in vec4 in_row_y;
in vec4 in_row_z;
in vec4 in_color;
in vec2 in_look;  // x: how much it is shaded (0 glows), y: how much it fades away along its -z

uniform mat4 clip_from_world;

out vec3 world_normal;
out vec4 color;
out float shading;

void main() {
    vec4 local = vec4(in_position, 1.0);
    vec3 world = vec3(dot(in_row_x, local), dot(in_row_y, local), dot(in_row_z, local));
    world_normal = vec3(dot(in_row_x.xyz, in_normal), dot(in_row_y.xyz, in_normal), dot(in_row_z.xyz, in_normal));
    color = vec4(in_color.rgb, in_color.a * (1.0 - in_look.y * clamp(-in_position.z, 0.0, 1.0)));
    shading = in_look.x;
    gl_Position = clip_from_world * vec4(world, 1.0);
}
