import type { Value } from '../../core/value.js';
import { demand, pyStr, pyTruth, type Filter } from '../../jinja/index.js';
import { dumpJson } from '../dump-json.js';
import { parseJson } from '../parse-json.js';
import { parseXml } from '../parse-xml.js';
import { filterError, isMapping, isText, numberOf, typeName } from '../python.js';
import { specified } from '../specified.js';
import { writeXml } from '../write-xml.js';

/** ansible.utils: XML to JSON's text, and back. */
export const xmlFilters: Readonly<Record<string, Filter>> = {
  from_xml: specified(['data', 'engine'], ({ data, engine }) => {
    const text = demand(data);
    checkEngine('from_xml', engine);
    return attempt('from_xml', 'Input Xml is not valid', () => {
      if (!isText(text)) throw new TypeError('XML is text');
      return dumpJson(parseXml(pyStr(text)));
    });
  }),
  to_xml: specified(['data', 'engine', 'indent', 'indent_width', 'full_document'], (options) => {
    const data = dictOf(demand(options.data) as Value);
    const indent = pyStr(options.indent ?? 'tabs');
    if (indent !== 'tabs' && indent !== 'spaces')
      throw filterError(`['value of indent must be one of: tabs, spaces, got: ${indent}']`);
    checkEngine('to_xml', options.engine);
    const style = {
      indent: indent === 'tabs' ? '\t' : ' '.repeat(Math.max(0, numberOf(options.indent_width) ?? 4)),
      fullDocument: pyTruth(options.full_document ?? true),
    };
    return attempt('to_xml', 'Input json is not valid', () => writeXml(data, style));
  }),
};

function checkEngine(filter: string, engine: unknown): void {
  const name = pyStr(engine ?? 'xmltodict');
  if (name !== 'xmltodict')
    throw filterError(`Error when using plugin '${filter}': engine: ${name} is not supported `);
}

function attempt<T>(filter: string, complaint: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError)
      throw filterError(`Error when using plugin '${filter}': ${complaint}`);
    throw error;
  }
}

// the text of a JSON object is as good
function dictOf(value: Value): Map<Value, Value> {
  if (isMapping(value)) return value;
  const refused = (why: string): Error =>
    filterError(
      `["argument 'data' is of type <class '${typeName(value)}'> and we were unable to convert to dict: ${why}"]`,
    );
  if (!isText(value)) throw refused(`<class '${typeName(value)}'> cannot be converted to a dict`);
  const text = pyStr(value);
  if (!text.trimStart().startsWith('{'))
    throw refused('dictionary requested, could not parse JSON or key=value');
  const parsed = parseJson(text);
  if (!isMapping(parsed)) throw refused('unable to evaluate string as dictionary');
  return parsed;
}
