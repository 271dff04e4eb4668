// Put before the C library by LD_PRELOAD: a disk that says at once that everything is safe. The
// service itself has no such mode: this is how the benchmark learns what syncing costs.
#include <unistd.h>

extern "C" {
int fsync(int) { return 0; }
int fdatasync(int) { return 0; }
}
