/** Checks a file away from the page, so that a large one never blocks it. */
import { verifyFile } from './verify';
import type { Task, Told } from './checking';

const tell = (told: Told): void => self.postMessage(told);

self.addEventListener('message', ({ data: { file, kept } }: MessageEvent<Task>) => {
	verifyFile(file, kept, (check) => tell({ check })).then(
		(report) => tell({ report }),
		(thrown: unknown) => tell({ problem: String(thrown) })
	);
});
