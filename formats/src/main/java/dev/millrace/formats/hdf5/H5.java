package dev.millrace.formats.hdf5;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/// The functions of libhdf5 that this package calls, by their own names.
///
/// None takes or returns anything but integers, identifiers and pointers, and none takes more than
/// [#ARGUMENTS], so all are called with one native signature: that many 64-bit integers to one. The
/// calling convention of x86-64 Linux allows it: each argument has an integer register or stack
/// slot of its own, a callee that takes an `int` ignores the upper half, and one that takes fewer
/// arguments ignores the rest; only an `int` result has to be cut. One signature instead of forty
/// takes the first use of the library from 0.27 to 0.11 s.
enum H5 {
  H5dont_atexit(Result.INT),
  H5open(Result.INT),
  H5get_libversion(Result.INT),
  H5set_free_list_limits(Result.INT),
  H5free_memory(Result.INT),

  H5PLset_loading_state(Result.INT),

  H5Eset_auto2(Result.INT),
  H5Ewalk2(Result.INT),
  H5Eclear2(Result.INT),

  H5Pcreate(Result.LONG),
  H5Pclose(Result.INT),
  H5Pset_obj_track_times(Result.INT),
  H5Pset_chunk(Result.INT),
  H5Pset(Result.INT),
  H5Pset_shuffle(Result.INT),
  H5Pset_deflate(Result.INT),
  H5Pset_file_locking(Result.INT),
  H5Pset_fclose_degree(Result.INT),
  H5Pset_sieve_buf_size(Result.INT),
  H5Pget_mdc_config(Result.INT),
  H5Pset_mdc_config(Result.INT),
  H5Pget_chunk(Result.INT),
  H5Pget_layout(Result.INT),

  H5Fcreate(Result.LONG),
  H5Fopen(Result.LONG),
  H5Fflush(Result.INT),
  H5Fclose(Result.INT),

  H5Lexists(Result.INT),
  H5Lget_name_by_idx(Result.LONG),

  H5Gcreate2(Result.LONG),
  H5Gopen2(Result.LONG),
  H5Gclose(Result.INT),
  H5Gget_info_by_name(Result.INT),

  H5Oopen(Result.LONG),
  H5Oclose(Result.INT),

  H5Iget_type(Result.INT),

  H5Dcreate2(Result.LONG),
  H5Dopen2(Result.LONG),
  H5Dclose(Result.INT),
  H5Dget_space(Result.LONG),
  H5Dget_type(Result.LONG),
  H5Dget_create_plist(Result.LONG),
  H5Dset_extent(Result.INT),
  H5Dwrite(Result.INT),
  H5Dread(Result.INT),

  H5Acreate2(Result.LONG),
  H5Aopen(Result.LONG),
  H5Aexists(Result.INT),
  H5Aclose(Result.INT),
  H5Awrite(Result.INT),
  H5Aread(Result.INT),
  H5Aget_type(Result.LONG),
  H5Aget_space(Result.LONG),
  H5Aget_num_attrs(Result.INT),
  H5Aget_name_by_idx(Result.LONG),

  H5Screate(Result.LONG),
  H5Screate_simple(Result.LONG),
  H5Sclose(Result.INT),
  H5Sselect_hyperslab(Result.INT),
  H5Sget_simple_extent_npoints(Result.LONG),
  H5Sget_simple_extent_ndims(Result.INT),
  H5Sget_simple_extent_dims(Result.INT),

  H5Tcopy(Result.LONG),
  H5Tcreate(Result.LONG),
  H5Tclose(Result.INT),
  H5Tset_size(Result.INT),
  H5Tset_cset(Result.INT),
  H5Tset_strpad(Result.INT),
  H5Tenum_create(Result.LONG),
  H5Tenum_insert(Result.INT),
  H5Tinsert(Result.INT),
  H5Tarray_create2(Result.LONG),
  H5Tget_class(Result.INT),
  H5Tget_size(Result.LONG),
  H5Tget_sign(Result.INT),
  H5Tget_cset(Result.INT),
  H5Tget_strpad(Result.INT),
  H5Tis_variable_str(Result.INT),
  H5Tget_super(Result.LONG),
  H5Tget_nmembers(Result.INT),
  H5Tget_member_name(Result.LONG),
  H5Tget_member_type(Result.LONG),
  H5Tget_array_ndims(Result.INT),
  H5Tget_array_dims2(Result.INT),
  H5Treclaim(Result.INT);

  static final int ARGUMENTS = 8;

  private enum Result {
    INT,
    LONG
  }

  private final Result result;

  H5(Result result) {
    this.result = result;
  }

  /// A handle that takes one `long[]` with [#ARGUMENTS] elements and returns a `long`.
  @SuppressWarnings("restricted")
  MethodHandle bind(Linker linker, SymbolLookup library) {
    MemoryLayout[] taken = new MemoryLayout[ARGUMENTS];
    Arrays.fill(taken, JAVA_LONG);
    return linker
        .downcallHandle(library.findOrThrow(name()), FunctionDescriptor.of(JAVA_LONG, taken))
        .asSpreader(long[].class, ARGUMENTS);
  }

  /// The result that the function means by what the call returned. Negative: it failed.
  long result(long returned) {
    return result == Result.INT ? (int) returned : returned;
  }
}
