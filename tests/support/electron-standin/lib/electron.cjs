"use strict";
// What `require("electron")` gives to the main process of an app that runs on the stand-in.
const { app } = require("./app.cjs");
const { BrowserWindow } = require("./browser-window.cjs");
const { ipcMain } = require("./ipc-main.cjs");
const keyboard = require("./keyboard.cjs");
const { Menu, MenuItem } = require("./menu.cjs");
const { MessageChannelMain } = require("./message-ports.cjs");
const { nativeImage } = require("./native-image.cjs");
const { net } = require("./net.cjs");
const services = require("./os-services.cjs");
const state = require("./os-state.cjs");
const { safeStorage } = require("./safe-storage.cjs");
const { hidHands, protocol, session } = require("./session.cjs");
const { strict } = require("./strict.cjs");
const { utilityProcess } = require("./utility-process.cjs");
const { webContents } = require("./web-contents.cjs");

const { testHands, ...visibleServices } = services;
const { screenHands, ...visibleState } = state;

module.exports = strict("electron", {
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  MenuItem,
  MessageChannelMain,
  nativeImage,
  net,
  protocol,
  safeStorage,
  session,
  utilityProcess,
  webContents,
  ...visibleServices,
  ...visibleState,
  /** Only here: what was recorded, and hands for tests. */
  __standin: { ...testHands, ...screenHands, ...keyboard, hid: hidHands },
});
