using 'main.bicep'

param environmentName = 'dev'
param audience = readEnvironmentVariable('HUB_AUDIENCE')
param host = readEnvironmentVariable('HUB_HOST', '')
param privateNetwork = false
param clients = {}
param logRetentionDays = 30
param monthlyBudget = 100
