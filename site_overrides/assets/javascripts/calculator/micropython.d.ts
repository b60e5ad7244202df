/** The loader of the npm package, to which the build adds the option `instantiateWasm`. */
export function loadMicroPython(options: {
  heapsize: number;
  instantiateWasm(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object;
}): Promise<{ globals: { get(name: string): any } }>;
