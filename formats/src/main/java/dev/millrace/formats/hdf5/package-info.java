/// HDF5 products and stores: streamed writing and reading over libhdf5, called through
/// `java.lang.foreign`.
@NullMarked
package dev.millrace.formats.hdf5;

import org.jspecify.annotations.NullMarked;
