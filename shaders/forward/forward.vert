#include "common/frame.glsl"
#include "common/objects.glsl"

layout(location = 0) in vec3 in_position;
layout(location = 1) in vec3 in_normal;
layout(location = 2) in vec2 in_uv;
#ifdef VERTEX_COLOR
layout(location = 3) in vec3 in_color;
out vec3 v_color;
#endif

out vec3 v_position;
out vec3 v_normal;
out vec2 v_uv;

void main() {
    mat4 world = world_from_object();
    vec4 position = world * vec4(in_position, 1.0);
    // Rotation times stretch: normals take the stretch's inverse.
    vec3 stretch = vec3(dot(world[0].xyz, world[0].xyz), dot(world[1].xyz, world[1].xyz), dot(world[2].xyz, world[2].xyz));
    v_normal = mat3(world) * (in_normal / stretch);
    v_position = position.xyz;
    v_uv = in_uv;
#ifdef VERTEX_COLOR
    v_color = in_color;
#endif
    gl_Position = clip_from_world * position;
}
