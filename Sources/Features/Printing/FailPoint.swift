#if DEBUG
import Glibc
#endif

/// Places between two steps at which a test ends the process as a power cut would, with no chance to tidy.
///
/// Debug builds only: `SEHAT_FAIL_POINT` names the place.
enum FailPoint {
    static func reach(_ name: String) {
        #if DEBUG
        guard let wanted = getenv("SEHAT_FAIL_POINT"), String(cString: wanted) == name else { return }
        kill(getpid(), SIGKILL)
        #endif
    }
}
