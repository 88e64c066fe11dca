import type { Json } from '../../lib/core/json.js';

/** processor, processor_count, _cores, _vcpus, _threads_per_core and _nproc from /proc/cpuinfo. */
export function processorFacts(cpuinfo: string, nproc: string): Record<string, Json> {
  const cpus = cpuinfo
    .split(/\n\n+/)
    .map(
      (part) =>
        new Map(
          [...part.matchAll(/^([^:\n]+?)\s*:[ \t]*(.*)$/gm)].map((match) => [match[1]!, match[2]!.trim()]),
        ),
    )
    .filter((cpu) => cpu.has('processor'));
  const sockets = new Set(cpus.map((cpu) => cpu.get('physical id') ?? '0')).size || 1;
  const cores = Number(cpus[0]?.get('cpu cores') ?? Math.max(1, Math.trunc(cpus.length / sockets)));
  const siblings = Number(cpus[0]?.get('siblings') ?? cores);
  const threads = Math.max(1, Math.trunc(siblings / Math.max(1, cores)));
  return {
    processor: cpus.flatMap((cpu) => [
      cpu.get('processor')!,
      ...present(cpu, 'vendor_id'),
      ...present(cpu, 'model name', 'Processor'),
    ]),
    processor_count: sockets,
    processor_cores: cores,
    processor_threads_per_core: threads,
    processor_vcpus: sockets * cores * threads,
    processor_nproc: Number(nproc || cpus.length),
  };
}

function present(cpu: ReadonlyMap<string, string>, ...names: readonly string[]): string[] {
  const found = names.map((name) => cpu.get(name)).find((value) => value !== undefined);
  return found === undefined ? [] : [found];
}
