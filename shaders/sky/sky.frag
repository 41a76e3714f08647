#include "common/frame.glsl"
#include "common/color.glsl"
#include "common/sky.glsl"

uniform mat4 world_from_clip;

in vec2 v_clip;
out vec4 fragment;

void main() {
    vec3 light;
    if (backdrop.x > 0.5) {
        light = studio_radiance(v_clip);
    } else {
        vec4 far = world_from_clip * vec4(v_clip, 1.0, 1.0);
        light = sky_radiance(normalize(far.xyz / far.w - eye.xyz));
    }
    // A grain below what can be seen keeps the smooth gradient from banding.
    float grain = fract(sin(dot(gl_FragCoord.xy, vec2(12.9898, 78.233))) * 43758.5453) - 0.5;
    fragment = vec4(srgb_encoded(tone_mapped(light * eye.w)) + grain / 255.0, 1.0);
}
