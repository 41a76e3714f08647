#include "common/frame.glsl"
#include "common/lights.glsl"
#include "common/color.glsl"
#include "common/sky.glsl"
#include "forward/light.glsl"

uniform vec4 material[3];   // linear RGBA | emission, roughness | metalness
#ifdef COLOR_MAP
uniform sampler2D color_map;
#endif
#ifdef SURFACE_MAP
uniform sampler2D surface_map;
#endif
#ifdef NORMAL_MAP
uniform sampler2D normal_map;
#endif

in vec3 v_position;
in vec3 v_normal;
in vec2 v_uv;
#ifdef VERTEX_COLOR
in vec3 v_color;
#endif

out vec4 fragment;

#ifdef NORMAL_MAP
// A frame from how position and texture coordinates change over the pixel (Mikkelsen 2010), since meshes need not
// bring tangents.
vec3 bumped(vec3 normal) {
    vec3 across = dFdx(v_position), down = dFdy(v_position);
    vec2 uv_across = dFdx(v_uv), uv_down = dFdy(v_uv);
    vec3 away_down = cross(down, normal), away_across = cross(normal, across);
    vec3 tangent = away_down * uv_across.x + away_across * uv_down.x;
    vec3 bitangent = away_down * uv_across.y + away_across * uv_down.y;
    float size = max(dot(tangent, tangent), dot(bitangent, bitangent));
    if (size <= 0.0) return normal;
    vec3 bump = texture(normal_map, v_uv).xyz * 2.0 - 1.0;
    // Pictures start at the top: v grows downwards and the map's green upwards.
    return normalize((tangent * bump.x - bitangent * bump.y) * inversesqrt(size) + normal * bump.z);
}
#endif

void main() {
    vec4 base = material[0];
#ifdef COLOR_MAP
    base *= texture(color_map, v_uv);
#endif
#ifdef VERTEX_COLOR
    base.rgb *= v_color;
#endif
#ifdef UNLIT
    fragment = vec4(srgb_encoded(base.rgb), 1.0);
    return;
#endif
    float roughness = material[1].w, metalness = material[2].x;
#ifdef SURFACE_MAP
    vec2 surface = texture(surface_map, v_uv).gb;
    roughness *= surface.x;
    metalness *= surface.y;
#endif
    vec3 smooth_normal = normalize(gl_FrontFacing ? v_normal : -v_normal);
    vec3 normal = smooth_normal;
#ifdef NORMAL_MAP
    normal = bumped(smooth_normal);
#endif
    vec3 to_eye = normalize(eye.xyz - v_position);
    Surface s = Surface(v_position, normal, smooth_normal, to_eye, base.rgb, clamp(roughness, 0.04, 1.0), metalness);
    vec3 diffuse, mirrored;
    shade(s, diffuse, mirrored);
    diffuse += material[1].rgb;
#ifdef BLEND
    // What is mirrored is added to what is seen through, so it makes the pane less clear.
    float alpha = clamp(base.a + max(mirrored.r, max(mirrored.g, mirrored.b)), 1e-3, 1.0);
    vec3 light = (diffuse * base.a + mirrored) / alpha;
    fragment = vec4(srgb_encoded(tone_mapped(light * eye.w)) * alpha, alpha);
#else
    fragment = vec4(srgb_encoded(tone_mapped((diffuse + mirrored) * eye.w)), 1.0);
#endif
}
