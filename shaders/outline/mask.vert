#include "common/frame.glsl"
#include "common/objects.glsl"

layout(location = 0) in vec3 in_position;

void main() { gl_Position = clip_from_world * (world_from_object() * vec4(in_position, 1.0)); }
