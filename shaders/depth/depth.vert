#include "common/objects.glsl"

layout(location = 0) in vec3 in_position;
uniform mat4 light_from_world;

out float v_height;

void main() {
    vec4 position = world_from_object() * vec4(in_position, 1.0);
    v_height = position.y;
    gl_Position = light_from_world * position;
}
