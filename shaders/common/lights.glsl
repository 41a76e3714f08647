// The light of a scene. Matches LIGHTS in render/uniforms.py.
const int MAX_WINDOWS = 6;
const int MAX_LAMPS = 6;

layout(std140) uniform Lights {
    mat4 sun_clip_from_world;
    vec4 to_sun;            // xyz: unit direction towards the sun, w: 1 when the sun's shadow map holds something
    vec4 sun_color;         // rgb, a: side of one texel of the shadow map, metres
    vec4 ceiling_color;     // light from above, as from a large soft fitting; a: share that furniture can block
    vec4 wall_color;        // light that walls throw back
    vec4 floor_color;       // light that the floor throws back
    vec4 plan_rect;         // xy: west, north edge of the plan maps, zw: 1 / extent
    vec4 window_centre[MAX_WINDOWS];   // w: number of its room
    vec4 window_normal[MAX_WINDOWS];   // into the room, w: half the width
    vec4 window_color[MAX_WINDOWS];    // w: half the height
    vec4 lamp_position[MAX_LAMPS];     // w: number of its room
    vec4 lamp_color[MAX_LAMPS];
};
