import { basename } from 'node:path';
import {
  defineModule,
  failure,
  fileArgs,
  fileReturns,
  placeFile,
  type Result,
  type TemplateOptions,
} from '../../lib/module/index.js';
import { bool, choice, commandLine, modeOrPreserve, path, text } from '../../lib/schema/index.js';
import { promises as fs } from 'node:fs';
import { encode } from './encode.js';

export const module = defineModule({
  name: 'template',
  summary: 'Renders a template (Jinja2, or EJS by its name) to a file of the host',
  examples: `
- name: A configuration, with what was there kept
  template:
    src: app.conf.j2
    dest: /etc/app.conf
    mode: '0644'
    backup: true`,
  args: {
    src: path({ doc: 'The template: in templates/ or a path', required: true }),
    dest: path({ doc: 'The file; a directory with a trailing slash', required: true }),
    backup: bool({ doc: 'Keep the old file beside the new one', fallback: false }),
    force: bool({ doc: 'Replace a file that is different', fallback: true }),
    follow: bool({ doc: 'Write to what a link at dest points to', fallback: false }),
    validate: commandLine(
      text({ doc: 'Command that checks the new content before it is used; %s is the file' }),
    ),
    newline_sequence: choice(['\n', '\r', '\r\n', '\\n', '\\r', '\\r\\n'], {
      doc: 'How lines end',
      fallback: '\n',
    }),
    block_start_string: text({ doc: 'Start of a block', fallback: '{%' }),
    block_end_string: text({ doc: 'End of a block', fallback: '%}' }),
    variable_start_string: text({ doc: 'Start of an expression', fallback: '{{' }),
    variable_end_string: text({ doc: 'End of an expression', fallback: '}}' }),
    comment_start_string: text({ doc: 'Start of a comment', fallback: '{#' }),
    comment_end_string: text({ doc: 'End of a comment', fallback: '#}' }),
    trim_blocks: bool({ doc: 'Drop the newline after a block', fallback: true }),
    lstrip_blocks: bool({ doc: 'Drop blanks before a block', fallback: false }),
    output_encoding: text({ doc: 'utf-8, latin-1, ascii or utf-16-le', fallback: 'utf-8' }),
    ...fileArgs,
    mode: modeOrPreserve({ doc: "Permissions, octal ('0644') or symbolic, or 'preserve' for those of src" }),
  },
  returns: {
    ...fileReturns,
    src: text({ doc: 'The template' }),
    checksum: text({ doc: 'sha1 of the file' }),
  },
  async run(args, ctx): Promise<Result> {
    const file = ctx.findFile('templates', args.src, args.mode === 'preserve' ? undefined : 'text');
    const rendered = await ctx.renderTemplate({ path: file, dest: args.dest, options: optionsOf(args) });
    const name = basename(file).replace(/\.ejs$/, '');
    const mode =
      args.mode === 'preserve'
        ? ((await fs.stat(file)).mode & 0o7777).toString(8).padStart(4, '0')
        : args.mode;
    const content = encode(rendered, args.output_encoding);
    if (!content) return failure(`output_encoding: ${args.output_encoding} is not supported`);
    const result = await placeFile(
      { ...args, mode, name, content, from: file, isSecret: ctx.noLog, isAll: true },
      ctx,
    );
    return result.has('md5sum') ? result.set('src', file) : result;
  },
});

function optionsOf(args: Marks): TemplateOptions {
  const newline = args.newline_sequence.replaceAll('\\n', '\n').replaceAll('\\r', '\r');
  return {
    delimiters: {
      blockStart: args.block_start_string,
      blockEnd: args.block_end_string,
      variableStart: args.variable_start_string,
      variableEnd: args.variable_end_string,
      commentStart: args.comment_start_string,
      commentEnd: args.comment_end_string,
    },
    trimBlocks: args.trim_blocks,
    lstripBlocks: args.lstrip_blocks,
    newlineSequence: newline as TemplateOptions['newlineSequence'],
  };
}

interface Marks {
  readonly newline_sequence: string;
  readonly block_start_string: string;
  readonly block_end_string: string;
  readonly variable_start_string: string;
  readonly variable_end_string: string;
  readonly comment_start_string: string;
  readonly comment_end_string: string;
  readonly trim_blocks: boolean;
  readonly lstrip_blocks: boolean;
}
