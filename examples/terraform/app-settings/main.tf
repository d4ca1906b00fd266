# Settings of an application as a resource of Terraform itself: needs no provider and no cloud.
terraform {
  required_version = ">= 1.4"
}

variable "application" {
  type = string
}

variable "environment" {
  type = string
}

variable "replicas" {
  type    = number
  default = 1
  validation {
    condition     = var.replicas >= 1 && var.replicas <= 20
    error_message = "Between 1 and 20 replicas."
  }
}

variable "signing_key" {
  type      = string
  default   = ""
  sensitive = true
}

resource "terraform_data" "settings" {
  input = {
    application = var.application
    environment = var.environment
    replicas    = var.replicas
  }
}

output "settings_id" {
  value = terraform_data.settings.id
}

output "settings" {
  value = terraform_data.settings.output
}

output "signing_key" {
  value     = var.signing_key
  sensitive = true
}
