// The mean of a pixel's samples.
uniform sampler2DMS samples;
uniform int sample_count;

in vec2 v_clip;
out vec4 fragment;

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    vec4 sum = vec4(0.0);
    for (int i = 0; i < sample_count; i++) sum += texelFetch(samples, at, i);
    fragment = sum / float(sample_count);
}
