import { readFileSync } from 'node:fs';
import { excerptOf, type Problem } from '../core/problem.js';

/** The problem with the lines of the file it is about, when they can be read. */
export function withExcerpt(problem: Problem): Problem {
  if (!problem.at || problem.excerpt !== undefined) return problem;
  try {
    return { ...problem, excerpt: excerptOf(readFileSync(problem.at.file, 'utf8'), problem.at) };
  } catch {
    return problem;
  }
}
