/** The loader of the npm package, to which the build adds the option `wasmBinary`. */
export function loadMicroPython(options: {
  heapsize: number;
  wasmBinary: ArrayBuffer;
}): Promise<{
  FS: { mkdir(path: string): void; writeFile(path: string, content: Uint8Array): void };
  globals: { get(name: string): any };
  runPython(source: string): unknown;
}>;
