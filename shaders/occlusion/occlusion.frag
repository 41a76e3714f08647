// How much of its surroundings a point sees, from the depths around it: the estimator of "The Alchemy screen-space
// ambient obscurance algorithm" (McGuire et al. 2011). r: openness, g: distance for the smoothing that follows.
uniform sampler2D depths;
uniform mat4 view_from_clip;
uniform float pixels_per_metre;   // at one metre from the eye, or at any distance in a parallel view
uniform float is_parallel;

in vec2 v_clip;
out vec2 result;

const int TAPS = 9;
const float RADIUS_M = 0.32;

vec3 at(vec2 uv) {
    vec4 position = view_from_clip * vec4(vec3(uv, texture(depths, uv).r) * 2.0 - 1.0, 1.0);
    return position.xyz / position.w;
}

void main() {
    vec2 uv = v_clip * 0.5 + 0.5, texel = 1.0 / vec2(textureSize(depths, 0));
    vec3 here = at(uv);
    // The nearer neighbour on each side belongs to the same surface.
    vec3 east = at(uv + vec2(texel.x, 0.0)) - here, west = here - at(uv - vec2(texel.x, 0.0));
    vec3 north = at(uv + vec2(0.0, texel.y)) - here, south = here - at(uv - vec2(0.0, texel.y));
    vec3 across = abs(east.z) < abs(west.z) ? east : west;
    vec3 along = abs(north.z) < abs(south.z) ? north : south;
    vec3 normal = normalize(cross(across, along));
    float distance_m = -here.z;
    float radius_px = RADIUS_M * pixels_per_metre / mix(max(distance_m, 0.1), 1.0, is_parallel);
    radius_px = min(radius_px, 110.0);
    // Sixteen turns, each once in every four by four block, so that the block's mean holds all of them.
    ivec2 cell = ivec2(gl_FragCoord.xy) & 3;
    float turn = float(((cell.y * 4 + cell.x) * 7) & 15) * 0.3926991;
    float sum = 0.0;
    for (int i = 0; i < TAPS; i++) {
        float r = (float(i) + 0.5) / float(TAPS);
        float angle = turn + float(i) * 2.399963;
        vec3 path = at(uv + vec2(cos(angle), sin(angle)) * texel * (r * radius_px)) - here;
        float square = dot(path, path);
        float reach = max(1.0 - square / (RADIUS_M * RADIUS_M), 0.0);
        sum += reach * max(dot(path, normal) - 0.004 - 0.002 * distance_m, 0.0) * inversesqrt(square + 1e-5);
    }
    float hidden = sum / float(TAPS);
    result = vec2(clamp(1.0 - 1.9 * hidden, 0.0, 1.0), distance_m);
}
