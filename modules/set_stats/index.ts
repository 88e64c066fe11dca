import { isDict, type Dict, type Value } from '../../lib/core/value.js';
import { isVariableName } from '../../lib/core/variable-name.js';
import { defineModule, failure, makeResult } from '../../lib/module/index.js';
import { pythonText, raw } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'set_stats',
  summary: 'Sets values that the report of the run shows',
  examples: `
- name: A number for the end of the run
  set_stats:
    data:
      packages: 12`,
  args: {
    data: raw({ doc: 'The values, a dictionary', required: true }),
    per_host: raw({ doc: 'One set for each host; anything but a yes is no', fallback: false }),
    aggregate: raw({
      doc: 'Add to what is there instead of replacing it; anything but a yes is no',
      fallback: true,
    }),
  },
  returns: { ansible_stats: raw({ doc: 'data, per_host and aggregate' }) },
  run(args) {
    if (!isDict(args.data)) return failure("The 'data' option needs to be a dictionary/hash");
    const bad = [...args.data.keys()].find((name) => !isVariableName(name));
    if (bad !== undefined)
      return failure(
        `The variable name '${pythonText(bad)}' is not valid. Variables must start with a letter or underscore character, and contain only letters, numbers and underscores.`,
      );
    const stats = makeResult({
      data: args.data,
      per_host: isYes(args.per_host),
      aggregate: isYes(args.aggregate),
    }) as Dict;
    return makeResult({ changed: false, ansible_stats: stats });
  },
});

const isYes = (value: Value): boolean => /^(yes|y|on|1|true|t|1\.0)$/i.test(pythonText(value).trim());
