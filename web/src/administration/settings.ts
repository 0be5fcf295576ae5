import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { explain } from '@/lib/errors'
import { groups, server, type AdminGroup, type Setting } from './admin'
import { written } from './settingRules'

/** The server's settings as they hold now; every change is read back. */
export const useSettings = defineStore('settings', () => {
  const all = shallowRef<readonly Setting[]>([])
  const knownGroups = shallowRef<readonly AdminGroup[]>([])
  const isLoaded = shallowRef(false)
  const problem = shallowRef('')

  async function load(): Promise<void> {
    try {
      ;[all.value, knownGroups.value] = await Promise.all([server.settings(), groups.list()])
      isLoaded.value = true
      problem.value = ''
    } catch (error) {
      problem.value = explain(error)
    }
  }

  const find = (key: string, app = 'spreed') => all.value.find((setting) => setting.key === key && setting.app === app)

  async function change(setting: Pick<Setting, 'app' | 'key' | 'kind'>, value: unknown): Promise<void> {
    await server.write(setting.app, setting.key, written(setting.kind, value))
    all.value = await server.settings()
  }

  async function reset(setting: Setting): Promise<void> {
    await server.reset(setting.app, setting.key)
    all.value = await server.settings()
  }

  return { all, knownGroups, isLoaded, problem, load, find, change, reset }
})
