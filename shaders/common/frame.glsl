// What is the same for everything drawn into one picture. Matches FRAME in render/uniforms.py.
layout(std140) uniform Frame {
    mat4 clip_from_world;
    vec4 eye;         // xyz: eye in the world, w: exposure
    vec4 backdrop;    // x: 1 for a studio backdrop, 0 for the sky; yz: size of the target in pixels, w: 1 for a parallel projection
};
