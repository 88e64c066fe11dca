/** Something that will not boot, or not as meant, with its reason and what to do. */
export interface CheckFinding {
  /** The known trap, `T1` … `T17`; the README of the roles has them in a table. */
  readonly trap: string;
  /** `error`: nodes will not come up with a writable root of their own. */
  readonly severity: 'error' | 'warning';
  /** A file, or a line of one. */
  readonly where: string;
  readonly reason: string;
  readonly fix: string;
}

export const formatCheckFinding = (finding: CheckFinding): string =>
  `${finding.severity} ${finding.trap} ${finding.where}: ${finding.reason} (${finding.fix})`;
