import { fileURLToPath, URL } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { compress } from './compress'

/** Where a running Plenum answers while one works on the pages with `npm run dev`. */
const server = process.env.PLENUM_URL ?? 'http://localhost:8080'
const proxied = ['/ocs', '/standalone-signaling', '/index.php', '/status.php', '/healthz', '/csrftoken', '/logout', '/img']

export default defineConfig({
  plugins: [vue(), compress()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { proxy: Object.fromEntries(proxied.map((path) => [path, { target: server, ws: true }])) },
  build: {
    target: 'es2022',
    // The Content-Security-Policy allows no data: scripts or styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: { environment: 'happy-dom', include: ['src/**/*.test.ts'] },
})
