package dev.millrace.formats.hdf5;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/// The functions of libhdf5 that this package calls, by their own names.
///
/// Every argument of theirs is an integer, an identifier or a pointer, so all are passed as 64-bit
/// integers: the calling convention of x86-64 Linux puts each into one integer register and a callee
/// that takes an `int` ignores the upper half. That leaves one native signature per argument count
/// instead of forty, which is most of the binding's start-up time. A negative result is a failure.
enum H5 {
  H5dont_atexit(Result.INT, 0),
  H5open(Result.INT, 0),
  H5get_libversion(Result.INT, 3),
  H5set_free_list_limits(Result.INT, 6),
  H5free_memory(Result.INT, 1),
  H5PLset_loading_state(Result.INT, 1),
  H5Eset_auto2(Result.INT, 3),
  H5Ewalk2(Result.INT, 4),
  H5Eclear2(Result.INT, 1),

  H5Pcreate(Result.LONG, 1),
  H5Pclose(Result.INT, 1),
  H5Pset_obj_track_times(Result.INT, 2),
  H5Pset_chunk(Result.INT, 3),
  H5Pset_shuffle(Result.INT, 1),
  H5Pset_deflate(Result.INT, 2),
  H5Pset_chunk_cache(Result.INT, 3),
  H5Pset_file_locking(Result.INT, 3),
  H5Pset_fclose_degree(Result.INT, 2),
  H5Pget_mdc_config(Result.INT, 2),
  H5Pset_mdc_config(Result.INT, 2),
  H5Pget_chunk(Result.INT, 3),
  H5Pget_layout(Result.INT, 1),

  H5Fcreate(Result.LONG, 4),
  H5Fopen(Result.LONG, 3),
  H5Fflush(Result.INT, 2),
  H5Fclose(Result.INT, 1),

  H5Lexists(Result.INT, 3),
  H5Lget_name_by_idx(Result.LONG, 8),
  H5Gcreate2(Result.LONG, 5),
  H5Gopen2(Result.LONG, 3),
  H5Gclose(Result.INT, 1),
  H5Gget_info_by_name(Result.INT, 4),
  H5Oopen(Result.LONG, 3),
  H5Oclose(Result.INT, 1),
  H5Iget_type(Result.INT, 1),

  H5Dcreate2(Result.LONG, 7),
  H5Dopen2(Result.LONG, 3),
  H5Dclose(Result.INT, 1),
  H5Dget_space(Result.LONG, 1),
  H5Dget_type(Result.LONG, 1),
  H5Dget_create_plist(Result.LONG, 1),
  H5Dset_extent(Result.INT, 2),
  H5Dwrite(Result.INT, 6),
  H5Dread(Result.INT, 6),

  H5Acreate2(Result.LONG, 6),
  H5Aopen(Result.LONG, 3),
  H5Aexists(Result.INT, 2),
  H5Aclose(Result.INT, 1),
  H5Awrite(Result.INT, 3),
  H5Aread(Result.INT, 3),
  H5Aget_type(Result.LONG, 1),
  H5Aget_space(Result.LONG, 1),
  H5Aget_num_attrs(Result.INT, 1),
  H5Aget_name_by_idx(Result.LONG, 8),

  H5Screate(Result.LONG, 1),
  H5Screate_simple(Result.LONG, 3),
  H5Sclose(Result.INT, 1),
  H5Sselect_hyperslab(Result.INT, 6),
  H5Sget_simple_extent_ndims(Result.INT, 1),
  H5Sget_simple_extent_dims(Result.INT, 3),

  H5Tcopy(Result.LONG, 1),
  H5Tcreate(Result.LONG, 2),
  H5Tclose(Result.INT, 1),
  H5Tset_size(Result.INT, 2),
  H5Tset_cset(Result.INT, 2),
  H5Tset_strpad(Result.INT, 2),
  H5Tenum_create(Result.LONG, 1),
  H5Tenum_insert(Result.INT, 3),
  H5Tinsert(Result.INT, 4),
  H5Tarray_create2(Result.LONG, 3),
  H5Tget_class(Result.INT, 1),
  H5Tget_size(Result.LONG, 1),
  H5Tget_sign(Result.INT, 1),
  H5Tget_cset(Result.INT, 1),
  H5Tget_strpad(Result.INT, 1),
  H5Tis_variable_str(Result.INT, 1),
  H5Tget_super(Result.LONG, 1),
  H5Tget_nmembers(Result.INT, 1),
  H5Tget_member_name(Result.LONG, 2),
  H5Tget_member_type(Result.LONG, 2),
  H5Tget_array_ndims(Result.INT, 1),
  H5Tget_array_dims2(Result.INT, 2),
  H5Treclaim(Result.INT, 4);

  private enum Result {
    INT,
    LONG
  }

  private final Result result;
  private final int arguments;

  H5(Result result, int arguments) {
    this.result = result;
    this.arguments = arguments;
  }

  /// A handle that takes one `long[]` with the arguments and returns a `long`.
  @SuppressWarnings("restricted")
  MethodHandle bind(Linker linker, SymbolLookup library) {
    MemoryLayout returned = result == Result.INT ? JAVA_INT : JAVA_LONG;
    MemoryLayout[] taken = new MemoryLayout[arguments];
    Arrays.fill(taken, JAVA_LONG);
    FunctionDescriptor shape = FunctionDescriptor.of(returned, taken);
    MethodHandle handle;
    if (this == H5Pset_chunk_cache) {
      // Its last argument is the pre-emption weight: 1 lets go of wholly written chunks first.
      shape = shape.appendArgumentLayouts(JAVA_DOUBLE);
      handle = linker.downcallHandle(library.findOrThrow(name()), shape);
      handle = MethodHandles.insertArguments(handle, arguments, 1.0);
    } else {
      handle = linker.downcallHandle(library.findOrThrow(name()), shape);
    }
    return handle
        .asSpreader(long[].class, arguments)
        .asType(MethodType.methodType(long.class, long[].class));
  }
}
