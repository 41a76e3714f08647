// Light on a surface: sun through a shadow map, windows and ceiling as large soft lights, and what the room throws back.

#ifdef SUN
uniform sampler2DShadow sun_shadow;
#endif
uniform sampler2D room_map;      // r: distance to the nearest wall, g: height of the ceiling, m
uniform sampler2D room_number;   // r: number of the room / 255, 1 outside
#ifdef SOFT_SHADOW
uniform sampler2D near_heights;  // r: height of what stands there, g: its square; blurred over a hand's width
uniform sampler2D wide_heights;  // the same, blurred over an arm's length
#endif

#ifdef OCCLUSION
uniform sampler2D occlusion;     // r: openness of what is seen at this place of the picture
#endif

struct Surface {
    vec3 position;
    vec3 normal;
    vec3 smooth_normal;
    vec3 to_eye;
    vec3 color;
    float roughness;
    float metalness;
};

const float PI = 3.14159265;

float fresnel(float facing, float cosine, float roughness) {
    float grazing = max(1.0 - roughness, facing);
    float x = 1.0 - cosine, x2 = x * x;
    return facing + (grazing - facing) * x2 * x2 * x;
}

vec2 plan_uv(vec2 plan) { return (plan - plan_rect.xy) * plan_rect.zw; }

#ifdef SUN
float sunlit(vec3 position, vec3 normal) {
    vec3 lifted = position + normal * (sun_color.a * 2.0 + 0.004);
    vec3 at = (sun_clip_from_world * vec4(lifted, 1.0)).xyz * 0.5 + 0.5;
    vec2 texel = 1.0 / vec2(textureSize(sun_shadow, 0));
    // Four bilinear comparisons on a turned square: sixteen texels of the map for the price of four.
    float lit = texture(sun_shadow, vec3(at.xy + vec2(-0.4, -1.2) * texel, at.z));
    lit += texture(sun_shadow, vec3(at.xy + vec2(1.2, -0.4) * texel, at.z));
    lit += texture(sun_shadow, vec3(at.xy + vec2(0.4, 1.2) * texel, at.z));
    lit += texture(sun_shadow, vec3(at.xy + vec2(-1.2, 0.4) * texel, at.z));
    return lit * 0.25;
}

// GGX (Walter et al. 2007) with Schlick's masking.
float highlight(Surface s) {
    vec3 halfway = normalize(s.to_eye + to_sun.xyz);
    float a = s.roughness * s.roughness, a2 = a * a;
    float nh = max(dot(s.normal, halfway), 0.0);
    float spread = nh * nh * (a2 - 1.0) + 1.0;
    float k = a * 0.5;
    float nv = max(dot(s.normal, s.to_eye), 0.0), nl = max(dot(s.normal, to_sun.xyz), 0.0);
    float masked = 1.0 / ((nv * (1.0 - k) + k) * (nl * (1.0 - k) + k));
    return min(a2 / (PI * spread * spread) * masked * 0.25, 8.0);
}
#endif

// How open the corner is that a point lies in: the distance to walls, floor and ceiling a step off the surface, against
// the length of that step.
float openness(vec3 position, vec3 normal) {
    const float step_m = 0.5;
    vec3 off = position + normal * step_m;
    vec2 room = texture(room_map, plan_uv(off.xz)).rg;
    vec3 open = clamp(vec3(room.r, off.y, room.g - off.y) / step_m, 0.0, 1.0);
    // A floor throws light back up, so the foot of a wall darkens less than its corners.
    open = mix(vec3(0.55, 0.74, 0.6), vec3(1.0), open * (2.0 - open));
    // The tops of walls and the foundation lie outside.
    if (normal.y > 0.9 && (room.g - position.y < 0.001 || position.y < -0.0005)) return 1.0;
    return open.x * open.y * open.z;
}

#ifdef SOFT_SHADOW
// The share of the light from above that gets past furniture: Chebyshev's bound on the blurred heights, as in variance
// shadow maps (Donnelly and Lauritzen 2006).
float past_heights(vec2 moments, float height) {
    float above = max(moments.x - height, 0.0);
    float variance = max(moments.y - moments.x * moments.x, 1e-4);
    return variance / (variance + above * above);
}

float open_above(vec3 position, vec3 normal) {
    float height = position.y + 0.02;
    float near = past_heights(texture(near_heights, plan_uv(position.xz + normal.xz * 0.07)).rg, height);
    float wide = past_heights(texture(wide_heights, plan_uv(position.xz + normal.xz * 0.45)).rg, height);
    float open = near * 0.4 + wide * 0.6;
    return open * open;
}
#endif

// Diffuse light from the windows of the point's room: a form factor of a patch for far points, kept finite for near.
vec3 window_light(vec3 position, vec3 normal, float room) {
    vec3 sum = vec3(0.0);
    for (int i = 0; i < WINDOWS; i++) {
        vec3 path = window_centre[i].xyz - position;
        float area = 4.0 * window_normal[i].w * window_color[i].w;
        float square = dot(path, path);
        vec3 toward = path * inversesqrt(square);
        // A large window still lights a surface that its middle just cannot see.
        float received = max((dot(normal, toward) + 0.25) / 1.25, 0.0);
        float sent = max(dot(-toward, window_normal[i].xyz), 0.0) * 0.85 + 0.15;
        float same_room = step(abs(window_centre[i].w - room), 0.5);
        sum += window_color[i].rgb * (area * received * sent * same_room / (PI * square + area));
    }
    return sum;
}

// Lamps that glow in the room, without shadows: a warm pool on what is near. The radius keeps near things from burning out.
vec3 lamp_light(vec3 position, vec3 normal, float room) {
    vec3 sum = vec3(0.0);
    for (int i = 0; i < LAMPS; i++) {
        vec3 path = lamp_position[i].xyz - position;
        float square = dot(path, path);
        float received = max((dot(normal, path * inversesqrt(square + 1e-4)) + 0.35) / 1.35, 0.0);
        float same_room = step(abs(lamp_position[i].w - room), 0.5);
        sum += lamp_color[i].rgb * (received * same_room / (square + 0.22));
    }
    return sum;
}

// What a mirror direction sees: the room's surfaces in their mean colours, and its windows.
vec3 reflected_radiance(Surface s, vec3 ray, float room) {
    vec3 around = ray.y > 0.0 ? mix(wall_color.rgb, ceiling_color.rgb * 0.8, ray.y * ray.y)
                              : mix(wall_color.rgb, floor_color.rgb, min(-ray.y * 1.6, 1.0));
    vec3 sum = around;
    // A rough surface spreads a window's image so far that the diffuse light already holds it.
    if (s.roughness > 0.62) return sum;
    for (int i = 0; i < WINDOWS; i++) {
        vec3 inward = window_normal[i].xyz;
        float closing = -dot(ray, inward);
        vec3 path = window_centre[i].xyz - s.position;
        float along = dot(path, inward) / min(dot(ray, inward), -1e-4);
        vec3 miss = s.position + ray * along - window_centre[i].xyz;
        vec2 off = vec2(dot(miss.xz, vec2(inward.z, -inward.x)), miss.y);
        vec2 extent = vec2(window_normal[i].w, window_color[i].w);
        float blur = 0.02 + along * s.roughness * s.roughness * 1.3;
        vec2 cover = clamp((extent - abs(off)) / blur + 0.5, 0.0, 1.0) * min(extent * 2.0 / blur, 1.0);
        bool ahead = closing > 0.0 && along > 0.0 && abs(window_centre[i].w - room) < 0.5;
        float seen = ahead ? cover.x * cover.y * smoothstep(0.0, 0.25, closing) : 0.0;
        sum += window_color[i].rgb * seen * smoothstep(0.62, 0.5, s.roughness);
    }
    return sum;
}

float room_at(Surface s) {
    return texture(room_number, plan_uv(s.position.xz + s.smooth_normal.xz * 0.06)).r * 255.0;
}

// Light thrown back by the surface's own colour, and light mirrored off it; apart, since glass lets through the one and
// not the other.
void shade(Surface s, out vec3 diffuse, out vec3 mirrored) {
    float room = room_at(s);
    float open = openness(s.position, s.smooth_normal);
#if defined(OCCLUSION) && !defined(BLEND)
    // At half size an edge mixes near and far: trust it only where the distance is this surface's own.
    vec2 seen = texture(occlusion, gl_FragCoord.xy / backdrop.yz).rg;
    float own_distance = 1.0 / gl_FragCoord.w;
    float trust = max(1.0 - abs(seen.g - own_distance) / (0.03 * own_distance + 0.01), backdrop.w);
    open *= mix(1.0, seen.r, clamp(trust, 0.0, 1.0));
#endif
    float above = 1.0;
#ifdef SOFT_SHADOW
    above = open_above(s.position, s.smooth_normal);
#endif
    float up = s.normal.y * 0.5 + 0.5;
    float blocked = mix(1.0, above, ceiling_color.a);
    float shaded = mix(0.22, 1.0, above);
    vec3 ambient = mix(floor_color.rgb, wall_color.rgb, smoothstep(0.0, 0.6, up)) * shaded;
    vec3 irradiance = (ambient + ceiling_color.rgb * (0.12 + 0.88 * up * up) * blocked) * open;
    irradiance += window_light(s.position, s.normal, room) * shaded * mix(0.3, 1.0, open);
    irradiance += lamp_light(s.position, s.normal, room) * mix(0.4, 1.0, open);

    float facing = max(dot(s.normal, s.to_eye), 0.0);
    vec3 own_color = s.color * (1.0 - s.metalness);
    vec3 straight = mix(vec3(0.04), s.color, s.metalness);
    float edge = fresnel(0.0, facing, s.roughness);
    vec3 mirror_share = straight + (1.0 - straight) * edge * (1.0 - s.roughness * 0.5);
    diffuse = own_color * irradiance;
    mirrored = reflected_radiance(s, reflect(-s.to_eye, s.normal), room) * mirror_share * mix(0.35, 1.0, above) * open;
#ifdef SUN
    // A ceiling shades the wall right below it, where the shadow map is too coarse to, and the foundation lies in earth.
    float below_ceiling = texture(room_map, plan_uv(s.position.xz + s.smooth_normal.xz * 0.06)).g - s.position.y;
    float falling = max(dot(s.normal, to_sun.xyz), 0.0) * max(smoothstep(0.02, 0.05, below_ceiling), step(0.9, s.smooth_normal.y));
    falling *= step(-0.0005, s.position.y);
    vec3 sun = sun_color.rgb * (sunlit(s.position, s.smooth_normal) * falling);
    diffuse += own_color * sun;
    mirrored += straight * sun * highlight(s);
#endif
}
