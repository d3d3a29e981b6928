using 'main.bicep'

param environmentName = 'prod'
param audience = readEnvironmentVariable('HUB_AUDIENCE')
param host = readEnvironmentVariable('HUB_HOST', '')
param privateNetwork = true
param addressPrefix = '10.42.0.0/22'
param clients = {}
param alwaysReady = [
  { name: 'http', instanceCount: 2 }
  { name: 'function:CareEvents', instanceCount: 1 }
]
param redundancy = 'GZRS'
param immutableDays = 2922
param front = 'none'
param messagingUnits = 1
param monthlyBudget = 2000
param maximumInstances = 100
param logRetentionDays = 365
