// The mean over a four by four block, among points about as far away.
uniform sampler2D source;

in vec2 v_clip;
out vec2 result;

void main() {
    vec2 uv = v_clip * 0.5 + 0.5, texel = 1.0 / vec2(textureSize(source, 0));
    vec2 here = texture(source, uv).rg;
    vec2 sum = vec2(here.r, 1.0) * 0.01;
    for (int y = -2; y < 2; y++) {
        for (int x = -2; x < 2; x++) {
            vec2 there = texture(source, uv + vec2(x, y) * texel).rg;
            float weight = clamp(1.0 - abs(there.g - here.g) / (0.02 * here.g + 0.02), 0.0, 1.0);
            sum += vec2(there.r, 1.0) * weight;
        }
    }
    result = vec2(sum.x / sum.y, here.g);
}
