import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const absent = '@rjsf/validator-ajv8'

/**
 * RJSF's test registry imports a validator that needs `eval`, which the policy of the page forbids. The registry
 * is never used, so an empty module stands for it.
 */
const withoutAjv: Plugin = {
  name: 'pao-without-ajv',
  enforce: 'pre',
  resolveId: (id) => (id === absent ? `\0${absent}` : undefined),
  load: (id) => (id === `\0${absent}` ? 'export default undefined' : undefined),
}

/** `__NONCE__` is replaced by the server in every answer; nothing is inlined, so the policy needs no exception. */
export default defineConfig({
  plugins: [withoutAjv, react()],
  html: { cspNonce: '__NONCE__' },
  resolve: { conditions: ['source', 'module', 'browser', 'production'] },
  build: {
    target: 'es2022',
    manifest: 'manifest.json',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
})
