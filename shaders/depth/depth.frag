#ifdef HEIGHTS
in float v_height;
out vec2 moments;

void main() {
    float height = max(v_height, 0.0);
    moments = vec2(height, height * height);
}
#else
void main() {}
#endif
