using 'main.bicep'

param environmentName = 'test'
param audience = readEnvironmentVariable('HUB_AUDIENCE')
param host = readEnvironmentVariable('HUB_HOST', '')
param privateNetwork = true
param addressPrefix = '10.41.0.0/22'
param clients = {}
param logRetentionDays = 30
param redundancy = 'ZRS'
param monthlyBudget = 1000
