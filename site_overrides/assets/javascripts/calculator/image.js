// MicroPython that starts where it was when the build had imported the engine: its memory is set to
// what it held then (build_scripts/package/start_engine.mjs). Importing anew would take as long as
// everything else together until the first result.
//
// An image is a line of JSON, {heap, memory, runs: [[offset, length], ...]}, and then the bytes of
// the runs one after another: those by which the memory, `memory` bytes long, differs from that of
// an interpreter just started with `heap` bytes of heap.

/**
 * @param {typeof import("./micropython.js").loadMicroPython} loadMicroPython
 * @param {BufferSource} program the interpreter
 * @param {Uint8Array} image
 * @returns {Promise<{ globals: { get(name: string): any } }>} the interpreter of the image
 * @throws {Error} if the image is not of this interpreter, or was cut
 */
export async function startFromImage(loadMicroPython, program, image) {
  const end = image.indexOf(10);
  /** @type {{ heap: number, memory: number, runs: [number, number][] }} */
  const { heap, memory, runs } = JSON.parse(new TextDecoder().decode(image.subarray(0, end)));
  const module = await WebAssembly.compile(program);
  /** @type {WebAssembly.Memory | undefined} */
  let held;
  const python = await loadMicroPython({
    heapsize: heap,
    instantiateWasm(imports, done) {
      const instance = new WebAssembly.Instance(module, imports);
      held = /** @type {WebAssembly.Memory} */ (instance.exports.memory);
      done(instance, module);
      return {};
    },
  });
  // Looked at only now: the start makes the memory grow.
  const bytes = new Uint8Array(held?.buffer ?? []);
  let at = end + 1;
  if (bytes.length !== memory || image.length !== at + runs.reduce((n, [, length]) => n + length, 0)) {
    throw new Error("计算程序的文件不完整，或者不是这个版本的");
  }
  for (const [offset, length] of runs) bytes.set(image.subarray(at, (at += length)), offset);
  return python;
}
