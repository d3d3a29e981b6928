using 'main.bicep'

param environmentName = 'prod'
param audience = readEnvironmentVariable('HUB_AUDIENCE', 'api://integration-hub-prod')
param privateNetwork = true
param addressPrefix = '10.42.0.0/22'
param clients = {}
param readyInstances = 2
param maximumInstances = 100
param logRetentionDays = 365
