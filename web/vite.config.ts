// The page as a build of static files: hashed names below /assets/, nothing inline (the daemon's CSP forbids it).
import { readFileSync } from 'node:fs';
import { env } from 'node:process';
import { defineConfig } from 'vite';

// `npm run dev`: the page by Vite, everything else by the daemon that UNDERSTUDY_URL names, with the token of the file
// that UNDERSTUDY_TOKEN_FILE names. For development only: whoever reaches Vite's port then has the token's rights.
function daemon() {
  const target = env.UNDERSTUDY_URL ?? 'http://127.0.0.1:7878';
  const token = env.UNDERSTUDY_TOKEN_FILE ? readFileSync(env.UNDERSTUDY_TOKEN_FILE, 'utf8').trim() : '';
  const headers: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {};
  return { target, changeOrigin: true, headers };
}

export default defineConfig({
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  build: {
    target: 'es2021',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  worker: { format: 'es' },
  server: { host: '127.0.0.1', proxy: { '/v1': daemon(), '/problems': daemon(), '/openapi.json': daemon() } },
});
