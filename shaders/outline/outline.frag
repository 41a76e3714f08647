// A line around what the mask covers, and a breath of the same colour over it.
uniform sampler2D mask;
uniform vec4 line_color;   // sRGB, straight alpha
uniform float width_px;

in vec2 v_clip;
out vec4 fragment;

void main() {
    vec2 uv = v_clip * 0.5 + 0.5;
    vec2 texel = width_px / vec2(textureSize(mask, 0));
    float inside = texture(mask, uv).r;
    float around = 0.0;
    for (int i = 0; i < 12; i++) {
        float angle = float(i) * 0.5235988;
        around = max(around, texture(mask, uv + vec2(cos(angle), sin(angle)) * texel).r);
    }
    float line = max(around - inside, 0.0);
    float alpha = max(line, inside * 0.06) * line_color.a;
    fragment = vec4(line_color.rgb * alpha, alpha);
}
