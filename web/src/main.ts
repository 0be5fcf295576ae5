import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import './design/base.css'
import { i18n, preferredLanguage, speak } from './i18n'
import { router } from './router'

const app = createApp(App).use(createPinia()).use(i18n).use(router)
await speak(preferredLanguage())
app.mount('#app')
