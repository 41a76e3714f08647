uniform float darkness;

out vec4 out_color;

void main() {
    out_color = vec4(0.0, 0.0, 0.0, darkness);
}
