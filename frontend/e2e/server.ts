import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const bin = join(import.meta.dirname, '../../bin');

/** One installation of Folkmoot: the real program with a database of its own. */
export class Server {
	base = '';
	/** The link that makes the first organiser. */
	link = '';
	#process: ChildProcess;

	private constructor(
		readonly data: string,
		process: ChildProcess
	) {
		this.#process = process;
	}

	static async start(database: 'sqlite' | 'postgres', settings: string[] = []): Promise<Server> {
		const data = mkdtempSync(join(tmpdir(), 'folkmoot-e2e-'));
		const storage = database === 'postgres' ? ['--database-url', execFileSync(join(bin, 'newdb'), { encoding: 'utf8' }).trim()] : [];
		const limits = ['--sign-ins-a-minute', '1000'];
		const child = spawn(join(bin, 'folkmoot'), ['serve', '--listen', '127.0.0.1:0', '--data-dir', data, ...limits, ...storage, ...settings], {
			stdio: ['ignore', 'pipe', 'inherit']
		});
		const server = new Server(data, child);
		await server.#greeted(child);
		return server;
	}

	async #greeted(child: ChildProcess): Promise<void> {
		if (!child.stdout) throw new Error('the server has no output');
		for await (const line of createInterface({ input: child.stdout })) {
			this.base = /ready at (\S+)/.exec(line)?.[1] ?? this.base;
			if (line.includes('/welcome#')) this.link = line.trim();
			if (line.includes('Stop it with')) return;
		}
		throw new Error('the server did not start');
	}

	/** Runs a command of the program on this installation's data. */
	run(...args: string[]): string {
		return execFileSync(join(bin, 'folkmoot'), args, { encoding: 'utf8', env: { ...process.env, FOLKMOOT_DATA_DIR: this.data } });
	}

	/** The newest letter to an address that says something, once it has come. */
	async letter(to: string, says = /(?:)/): Promise<string> {
		for (let tries = 0; tries < 150; tries++) {
			const [newest] = this.letters(to, says);
			if (newest) return newest;
			await new Promise((resolve) => setTimeout(resolve, 100));
		}
		throw new Error(`no letter came to ${to}`);
	}

	/** The letters to an address that say something, the newest first. */
	letters(to: string, says: RegExp): string[] {
		return readdirSync(join(this.data, 'mail'))
			.filter((name) => name.endsWith('.eml'))
			.sort()
			.reverse()
			.map((name) => readFileSync(join(this.data, 'mail', name), 'utf8'))
			.filter((letter) => letter.toLowerCase().includes(`to: <${to}>`) && says.test(letter));
	}

	async stop(): Promise<void> {
		const gone = new Promise((resolve) => this.#process.once('exit', resolve));
		this.#process.kill('SIGTERM');
		await gone;
		rmSync(this.data, { recursive: true, force: true });
	}
}
