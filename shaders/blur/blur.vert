#include "common/screen.glsl"
