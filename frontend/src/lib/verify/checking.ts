import type { Kept } from './check-kept';
import type { Check } from './finding';
import type { Report } from './verify';

export interface Task {
	file: Blob;
	kept: Kept[];
}

/** What the worker says: the next check, the report, or that the check itself broke. */
export type Told = { check: Check } | { report: Report } | { problem: string };

/** Checks in a worker; where there is none, on the page. `tell` hears which check comes next. Aborted, it never settles. */
export async function checkFile(task: Task, tell: (check: Check) => void, signal: AbortSignal): Promise<Report> {
	if (typeof Worker === 'undefined') {
		const { verifyFile } = await import('./verify');
		return verifyFile(task.file, task.kept, tell);
	}
	const worker = new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module' });
	signal.addEventListener('abort', () => worker.terminate());
	return new Promise<Report>((resolve, reject) => {
		worker.addEventListener('error', () => reject(new Error('the worker did not start')));
		worker.addEventListener('message', ({ data }: MessageEvent<Told>) => {
			if ('check' in data) tell(data.check);
			else if ('report' in data) resolve(data.report);
			else reject(new Error(data.problem));
		});
		worker.postMessage(task);
	}).finally(() => worker.terminate());
}
