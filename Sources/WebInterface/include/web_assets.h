// The page files that are inside the program: path below the tree, content type, bytes.
// Functions, because Swift cannot import an array whose size C does not say.
#ifndef SEHAT_WEB_ASSETS_H
#define SEHAT_WEB_ASSETS_H

#include <stddef.h>

/// How many files there are.
size_t sehat_asset_count(void);

/// The path of a file below the tree, such as `app/main.js`.
const char *sehat_asset_path(size_t index);

/// Its content type.
const char *sehat_asset_type(size_t index);

/// Its bytes, and how many they are.
const unsigned char *sehat_asset_bytes(size_t index, size_t *length);

#endif
