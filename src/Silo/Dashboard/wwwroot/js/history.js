// What is left of a run of an earlier session: its file of hours (timeline.csv), read as points.
import { fileOf } from './api.js';

const names = { messagesAccepted: 'messages', messagesOpened: 'opened', commits: 'commits', conflicts: 'conflicts', epochsEntered: 'epochs', skipped: 'skipped' };

/** Points by mode, with cumulative counts at the end of each hour in which something happened; empty where there is no such file. */
export async function pointsOfFile(id) {
  const response = await fetch(fileOf(id, 'timeline.csv')).catch(() => null);
  const points = new Map();
  if (!response?.ok) {
    return points;
  }
  const [head, ...lines] = (await response.text()).trim().split(/\r?\n/).map((line) => line.split(','));
  for (const cells of lines) {
    const row = Object.fromEntries(head.map((name, at) => [name, cells[at]]));
    const kept = points.get(row.mode) ?? points.set(row.mode, []).get(row.mode);
    const before = kept.at(-1)?.counts ?? {};
    const counts = Object.fromEntries(Object.entries(names).filter(([column]) => column in row).map(([column, name]) => [name, (before[name] ?? 0) + Number(row[column])]));
    kept.push({ mode: row.mode, t: Number(row.virtualSeconds) + 3600, phase: 'measured', counts });
  }
  return points;
}
