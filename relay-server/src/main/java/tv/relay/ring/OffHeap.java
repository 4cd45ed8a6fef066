package tv.relay.ring;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;

/**
 * Memory outside the heap that is given back at a known moment instead of at some garbage
 * collection. Java 17 offers this only through {@code Unsafe.invokeCleaner}, which is reached by
 * reflection since the compiler warns of any mention that cannot be silenced.
 */
final class OffHeap {
  private static final MethodHandle INVOKE_CLEANER = invokeCleaner();

  private OffHeap() {}

  static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(bytes);
  }

  /** Frees what {@link #allocate} gave; no view of it may be used any more. */
  static void free(ByteBuffer memory) {
    try {
      INVOKE_CLEANER.invokeExact(memory);
    } catch (Throwable e) {
      throw new IllegalStateException("could not free off-heap memory", e);
    }
  }

  private static MethodHandle invokeCleaner() {
    try {
      Class<?> unsafe = Class.forName("sun.misc.Unsafe");
      Field instance = unsafe.getDeclaredField("theUnsafe");
      instance.setAccessible(true);
      return MethodHandles.lookup()
          .findVirtual(unsafe, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
          .bindTo(instance.get(null));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
