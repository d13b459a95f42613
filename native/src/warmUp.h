// Has a graphics card prepare what answers will need of it.
#pragma once
#include "loadedModel.h"

namespace mockloop {

// A card's driver compiles a program when it is used first: up to a minute on a machine where nothing is in the driver's cache,
// and less than a second where it is. This uses what reading text, looking at a picture and writing use, and leaves the context
// empty. Progress runs from `from` to 1. Throws ABORTED, CONTEXT_CREATE or MMPROJ_LOAD: what does not work here never will.
void warm_up(const LoadedModel & model, AbortFlag & abort, const Listener & listener, double from);

} // namespace mockloop
