import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

const server = 'http://127.0.0.1:3000';

export default defineConfig({
	plugins: [
		paraglideVitePlugin({
			project: './project.inlang',
			outdir: './src/lib/text/paraglide',
			strategy: ['localStorage', 'preferredLanguage', 'baseLocale'],
			emitGitIgnore: false
		}),
		sveltekit(),
		svelteTesting()
	],
	build: {
		// A font inside a style sheet would be refused by our own content security policy.
		assetsInlineLimit: 0,
		cssTarget: ['chrome123', 'firefox120', 'safari17.5']
	},
	server: { proxy: { '/api': server, '/p/': server, '/a/': server } },
	test: {
		environment: 'jsdom',
		testTimeout: 30_000,
		include: ['src/**/*.test.ts'],
		setupFiles: ['./src/test-setup.ts'],
		css: { include: [/tokens\.css/] }
	}
});
