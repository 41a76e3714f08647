out float inside;

void main() { inside = 1.0; }
