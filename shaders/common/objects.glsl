// World transforms of everything drawn, one row each, one column of the matrix a texel.
uniform sampler2D transforms;
uniform int transform_row;

mat4 world_from_object() {
    return mat4(
        texelFetch(transforms, ivec2(0, transform_row), 0), texelFetch(transforms, ivec2(1, transform_row), 0),
        texelFetch(transforms, ivec2(2, transform_row), 0), texelFetch(transforms, ivec2(3, transform_row), 0)
    );
}
