#include <sehat_fonts.h>
