import { LayoutGrid, MessageSquare, Users } from '@lucide/vue'
import type { Component } from 'vue'
import type { Panel } from './panels'

export const panelIcons: Record<Panel, Component> = { chat: MessageSquare, people: Users, rooms: LayoutGrid }
